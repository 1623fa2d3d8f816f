FROM python:3.12-bookworm
RUN yum install -y gcc
RUN brew install jq
RUN choco install git
USER 1000
CMD ["python"]
