FROM debian:12-slim
RUN powershell -Command "Invoke-WebRequest https://example.com/a.zip -OutFile a.zip"
RUN Write-Host "done"
CMD ["bash"]
