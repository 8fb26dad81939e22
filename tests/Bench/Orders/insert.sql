insert into bench.orders (body) values (:body);
