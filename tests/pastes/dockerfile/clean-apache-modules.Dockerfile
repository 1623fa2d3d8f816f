FROM php:8.3-apache
RUN set -eux; \
    apt-get update; \
    apt-get install -y --no-install-recommends libzip-dev unzip; \
    docker-php-ext-install pdo_mysql zip; \
    a2enmod rewrite; \
    rm -rf /var/lib/apt/lists/*
COPY --from=composer:2.8 /usr/bin/composer /usr/bin/composer
COPY docker/vhost.conf /etc/apache2/sites-available/000-default.conf
COPY --chown=www-data:www-data . /var/www/html
EXPOSE 80
