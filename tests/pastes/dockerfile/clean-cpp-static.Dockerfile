FROM alpine:3.21 AS build
RUN apk add --no-cache g++ cmake make linux-headers
WORKDIR /src
COPY CMakeLists.txt ./
COPY src/ src/
RUN cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DCMAKE_EXE_LINKER_FLAGS="-static" && cmake --build build -j"$(nproc)"
FROM scratch
COPY --from=build /src/build/server /server
USER 65534:65534
ENTRYPOINT ["/server"]
