FROM ubuntu:22.04
RUN apt-get update && apt-get install python3 python3-pip
COPY . /app
RUN pip3 install -r /app/requirements.txt
EXPOSE 5000
ENTRYPOINT python3 /app/app.py
