FROM node:latest
COPY . /srv
RUN cd /srv
RUN npm install
CMD npm run migrate
CMD npm start
