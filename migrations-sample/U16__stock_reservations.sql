DROP FUNCTION release_expired_reservations();
DROP TABLE stock_reservations;
DROP FUNCTION check_reservation();
