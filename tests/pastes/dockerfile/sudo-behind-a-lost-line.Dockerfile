FROM ubuntu:22.04
RUN apt-get update &&
    sudo apt-get install -y curl
ADD app.py /app.py
CMD ["python3", "/app.py"]
