FROM ubuntu:22.04
apt-get update
apt-get install -y python3
WORKDIR /app
COPY . /app
python3 -m pip install -r requirements.txt
CMD python3 app.py
