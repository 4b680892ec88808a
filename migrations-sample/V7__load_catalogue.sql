-- Has no undo file on purpose: once there are orders, the catalogue cannot be taken away from under them.
INSERT INTO categories (slug, name) VALUES
  ('tea', 'Tea'), ('coffee', 'Coffee'), ('tableware', 'Tableware'), ('books', 'Books'), ('sweets', 'Sweets');

INSERT INTO categories (parent_id, slug, name)
SELECT parent.category_id, child.slug, child.name
FROM (VALUES ('tea', 'green-tea', 'Green tea · 绿茶'), ('tea', 'black-tea', 'Black tea · 红茶'), ('coffee', 'espresso', 'Espresso'),
             ('tableware', 'porcelain', 'Porcelain · 瓷器'), ('sweets', 'patisserie', 'Pâtisserie')) AS child (parent, slug, name)
JOIN categories AS parent ON parent.slug = child.parent;

INSERT INTO warehouses (code, city) VALUES ('HAM', 'Hamburg'), ('LYO', 'Lyon'), ('SZX', '深圳');

INSERT INTO products (category_id, sku, name, unit_price, weight_grams, created_at, legacy_erp_code)
SELECT c.category_id,
       p.prefix || '-' || lpad((1000 + size.number)::text, 4, '0'),
       p.name || ', ' || size.label,
       round(p.price * size.factor, 2),
       (p.grams * size.factor)::int,
       timestamptz '2026-01-12 09:00+00' + p.number * interval '26 hours',
       'ERP' || lpad((p.number * 731 + size.number)::text, 7, '0')
FROM (VALUES
       (1, 'green-tea', 'LJG', '西湖龙井 Longjing', 14.90, 100), (2, 'green-tea', 'BLC', '碧螺春 Biluochun', 16.40, 100),
       (3, 'green-tea', 'SEN', 'Sencha Kagoshima', 11.50, 100), (4, 'black-tea', 'KEE', '祁门红茶 Keemun', 9.80, 100),
       (5, 'black-tea', 'DAR', 'Darjeeling First Flush', 13.20, 100), (6, 'black-tea', 'EGR', 'Earl Grey', 7.60, 100),
       (7, 'coffee', 'SID', 'Sidamo, washed', 10.90, 250), (8, 'coffee', 'HUE', 'Huehuetenango', 11.30, 250),
       (9, 'espresso', 'NAP', 'Miscela Napoli', 9.40, 250), (10, 'espresso', 'TRI', 'Caffè Triestino', 10.10, 250),
       (11, 'porcelain', 'GAI', '盖碗 Gaiwan', 24.00, 310), (12, 'porcelain', 'TSE', 'Tea service "Jingdezhen"', 89.00, 1800),
       (13, 'tableware', 'KAN', 'Kännchen, Steingut', 19.50, 420), (14, 'tableware', 'BOL', 'Bol à café', 12.00, 280),
       (15, 'books', 'CJI', '茶经 The Classic of Tea', 28.00, 540), (16, 'books', 'ESP', 'El café: su historia', 22.50, 460),
       (17, 'patisserie', 'MAD', 'Madeleines au beurre', 6.20, 200), (18, 'patisserie', 'CAN', 'Cannelés', 7.90, 240),
       (19, 'sweets', 'MOO', '月饼 Mooncake', 8.80, 180), (20, 'sweets', 'LUB', 'Lübecker Marzipan', 9.90, 200)
     ) AS p (number, category, prefix, name, price, grams)
JOIN categories AS c ON c.slug = p.category
CROSS JOIN (VALUES (1, 'small', 1.0), (2, 'regular', 1.8), (3, 'large', 3.2)) AS size (number, label, factor)
ORDER BY p.number, size.number;

INSERT INTO stock (product_id, warehouse_id, quantity, reorder_at, counted_at)
SELECT p.product_id, w.warehouse_id, (p.product_id * 17 + w.warehouse_id * 29) % 90, 5 + (p.product_id % 4)::int * 5, timestamptz '2026-02-27 18:00+00'
FROM products AS p CROSS JOIN warehouses AS w
WHERE (p.product_id + w.warehouse_id) % 4 <> 0;
