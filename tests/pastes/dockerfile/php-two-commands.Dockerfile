FROM php:8.3-fpm-alpine
COPY . /var/www
RUN cd /var/www && composer install --no-dev
CMD ["php-fpm"]
CMD ["php", "artisan", "serve"]
