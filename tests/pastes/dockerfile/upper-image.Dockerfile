FROM Alpine:3.22
SHELL /bin/bash -c
USER 1000
