from python
workdir /app
copy . .
run pip3 install -r requirements.txt
cmd python app.py
