DROP TABLE payments;
DROP TYPE payment_state;
DROP TYPE payment_method;
