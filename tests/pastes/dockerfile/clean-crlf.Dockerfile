FROM ruby:3.4-slim
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install --jobs 4
COPY . .
RUN useradd -m rails && chown -R rails /app
USER rails
CMD ["bundle", "exec", "puma"]
