FROM eclipse-temurin:21.0.5_11-jdk-jammy AS build
WORKDIR /sources
COPY --chmod=0755 mvnw mvnw
COPY .mvn/ .mvn/
COPY pom.xml .
RUN --mount=type=cache,target=/root/.m2 ./mvnw dependency:go-offline
COPY ./src src/
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw package && mv target/$(./mvnw help:evaluate -Dexpression=project.artifactId -q -DforceStdout)-*.jar /shop.jar

FROM eclipse-temurin:21.0.5_11-jre-jammy
RUN adduser --disabled-password \
    --gecos "" \
    shop
USER shop
COPY --from=build /shop.jar /srv/
ENTRYPOINT [ "java", "-jar", "/srv/shop.jar" ]
