FROM php:8.3–apache
RUN apt-get update && apt-get install –y libpng-dev
COPY src/ /var/www/html/
ENV APP_ENV=“production”
CMD [“apache2-foreground”]
