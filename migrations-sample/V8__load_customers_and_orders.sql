INSERT INTO customers (email, full_name, locale, status, created_at)
SELECT p.handle || CASE WHEN n > 1 THEN n::text ELSE '' END || '@example.com',
       p.name,
       p.locale,
       CASE WHEN (p.number + n) % 23 = 0 THEN 'blocked' WHEN (p.number + n) % 7 = 0 THEN 'prospect' ELSE 'active' END::customer_status,
       timestamptz '2026-01-19 07:30+00' + (n * 24 + p.number) * interval '7 hours'
FROM generate_series(1, 10) AS n
CROSS JOIN (VALUES
       (1, 'wang.fang', '王芳', 'zh-CN'), (2, 'li.wei', '李伟', 'zh-CN'), (3, 'zhang.min', '张敏', 'zh-CN'), (4, 'chen.jing', '陈静', 'zh-CN'),
       (5, 'ouyang.xiu', '欧阳修', 'zh-CN'), (6, 'jose.garcia', 'José García Núñez', 'es'), (7, 'zoe.lefevre', 'Zoë Lefèvre', 'fr'),
       (8, 'francois.noel', 'François Noël', 'fr'), (9, 'soren.angstrom', 'Søren Ångström', 'da'), (10, 'lukasz.zolc', 'Łukasz Żółć', 'pl'),
       (11, 'jurgen.muller', 'Jürgen Müller', 'de'), (12, 'kathe.gross', 'Käthe Groß', 'de'), (13, 'siobhan.oneill', 'Siobhán O''Neill', 'en'),
       (14, 'ana.goncalves', 'Ana Gonçalves', 'pt'), (15, 'dvorak', 'Antonín Dvořák', 'cs'), (16, 'erdos', 'Erdős Pál', 'hu'),
       (17, 'mary.smith', 'Mary Smith', 'en'), (18, 'john.doe', 'John Doe', 'en'), (19, 'yilmaz', 'Işıl Yılmaz', 'tr'),
       (20, 'sato', '佐藤 花子', 'ja'), (21, 'ivanova', 'Анна Иванова', 'ru'), (22, 'papadopoulos', 'Νίκος Παπαδόπουλος', 'el'),
       (23, 'nguyen', 'Nguyễn Thị Minh', 'vi'), (24, 'okafor', 'Chidi Okafor', 'en')
     ) AS p (number, handle, name, locale)
ORDER BY n, p.number;

INSERT INTO addresses (customer_id, kind, street, postcode, city, country, is_default)
SELECT c.customer_id, k.kind,
       place.street || ' ' || (1 + c.customer_id * 7 % 180),
       place.postcode, place.city, place.country, true
FROM customers AS c
CROSS JOIN unnest(enum_range(NULL::address_kind)) AS k (kind)
JOIN (VALUES (0, '南京西路', '200040', '上海', 'CN'), (1, 'Rue de la République', '69002', 'Lyon', 'FR'), (2, 'Große Bleichen', '20354', 'Hamburg', 'DE'),
             (3, 'Calle de Alcalá', '28014', 'Madrid', 'ES'), (4, 'Ulica Długa', '80-831', 'Gdańsk', 'PL'), (5, 'High Street', 'OX1 4AS', 'Oxford', 'GB')
     ) AS place (number, street, postcode, city, country) ON place.number = c.customer_id % 6
WHERE k.kind = 'delivery' OR c.customer_id % 3 = 0
ORDER BY c.customer_id, k.kind;

INSERT INTO orders (customer_id, delivery_address_id, status, ordered_at, shipped_at, note)
SELECT c.customer_id, a.address_id,
       s.status,
       placed.at,
       CASE WHEN s.status IN ('shipped', 'delivered') THEN placed.at + (20 + n % 40) * interval '1 hour' END,
       CASE WHEN n % 41 = 0 THEN 'Bitte beim Nachbarn klingeln' WHEN n % 37 = 0 THEN '请在工作日送货' END
FROM generate_series(1, 420) AS n
CROSS JOIN LATERAL (SELECT timestamptz '2026-03-02 08:15+00' + n * interval '15 hours 5 minutes' AS at) AS placed
CROSS JOIN LATERAL (SELECT CASE WHEN n % 17 = 0 THEN 'cancelled' WHEN n <= 380 THEN 'delivered' WHEN n <= 400 THEN 'shipped' WHEN n <= 412 THEN 'paid' ELSE 'placed' END::order_status AS status) AS s
JOIN customers AS c ON c.customer_id = 1 + n * 37 % 240
LEFT JOIN addresses AS a ON a.customer_id = c.customer_id AND a.kind = 'delivery'
ORDER BY n;

INSERT INTO order_items (order_id, line_number, product_id, quantity, unit_price, discount_percent)
SELECT o.order_id, line, p.product_id, 1 + ((o.order_id + line) % 4)::int, p.unit_price,
       CASE WHEN o.order_id % 11 = 0 THEN 10 WHEN line = 3 THEN 2.5 ELSE 0 END
FROM orders AS o
CROSS JOIN LATERAL generate_series(1, 1 + (o.order_id % 3)::int) AS line
JOIN products AS p ON p.product_id = 1 + (o.order_id * 13 + line * 19) % 60
ORDER BY o.order_id, line;

INSERT INTO payments (order_id, method, state, amount, reference, captured_at)
SELECT o.order_id,
       (enum_range(NULL::payment_method))[1 + o.order_id % 4],
       CASE WHEN o.status = 'cancelled' THEN 'refunded' WHEN o.status = 'placed' THEN 'pending' ELSE 'captured' END::payment_state,
       sum(i.line_total),
       'PAY-' || lpad((o.order_id * 7919)::text, 8, '0'),
       CASE WHEN o.status <> 'placed' THEN o.ordered_at + interval '4 minutes' END
FROM orders AS o JOIN order_items AS i USING (order_id)
GROUP BY o.order_id
ORDER BY o.order_id;
