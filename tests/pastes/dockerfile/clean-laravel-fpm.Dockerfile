FROM composer:2.8 AS vendor
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --prefer-dist --no-interaction

FROM php:8.3-fpm-alpine
RUN apk add --no-cache icu-libs libpq \
 && apk add --no-cache --virtual .build $PHPIZE_DEPS icu-dev libpq-dev \
 && docker-php-ext-install -j"$(nproc)" intl pdo_pgsql opcache \
 && apk del .build
WORKDIR /var/www/html
COPY --from=vendor /app/vendor ./vendor
COPY --chown=www-data:www-data . .
USER www-data
