FROM eclipse-temurin:21-jre
COPY app.jar /app.jar
USER 1000
ENTRYPOINT java -jar \
    /app.jar
CMD --server.port=8080
