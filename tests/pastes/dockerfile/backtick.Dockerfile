# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN powershell -Command `
    Write-Host one
ENTRYPOINT app.exe --serve
