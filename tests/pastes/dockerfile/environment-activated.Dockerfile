FROM python:3.12-slim
RUN python -m venv /venv
RUN source /venv/bin/activate
RUN export PATH=/venv/bin:$PATH
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
USER 1000
CMD ["python", "-m", "bot"]
