FROM php:8.4-fpm-alpine
COPY --from=composer:2.8 /usr/bin/composer /usr/local/bin/composer
RUN apk add --no-cache libpq-dev icu-dev \
 && docker-php-ext-install pdo_pgsql intl opcache
WORKDIR /var/www
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --no-interaction
COPY --chown=www-data:www-data . .
USER www-data
