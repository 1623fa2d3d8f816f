FROM ruby:3.3.6-slim-bookworm
ENV LANG=C.UTF-8 LD_PRELOAD="libjemalloc.so.2" \
    MALLOC_CONF="dirty_decay_ms:1000,narenas:2,background_thread:true"
WORKDIR /app
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked,id=apt \
    --mount=type=cache,target=/var/lib/apt,sharing=locked,id=aptlib \
    apt-get update && apt-get install --no-install-recommends -y libjemalloc2
COPY --link Gemfile Gemfile.lock ./
RUN bundle install --jobs 4
COPY --link . .
RUN groupadd -r -g 1000 app && useradd -r -u 1000 -g app app && chown -R app:app log tmp
USER app:app
CMD ["bundle", "exec", "puma", "-C", "config/puma.rb"]
