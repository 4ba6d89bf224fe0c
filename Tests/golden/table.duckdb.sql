SELECT id, i::INTEGER AS i, l::BIGINT AS l, b::TINYINT AS b, sh::SMALLINT AS sh, d::DOUBLE AS d, f::FLOAT AS f,
    dec::DECIMAL(4, 2) AS dec, dec2::DECIMAL(2, 1) AS dec2, s, t, ns, g, bool::BOOLEAN AS bool, dt::DATE AS dt,
    ts::TIMESTAMPTZ AS ts, tn::TIMESTAMP AS tn, a::INTEGER[] AS a, a2::INTEGER[] AS a2, sa::VARCHAR[] AS sa,
    m::MAP(VARCHAR, INTEGER) AS m, st::STRUCT(x INTEGER, y VARCHAR) AS st, bin::BLOB AS bin, n::INTEGER AS n,
    nan::DOUBLE AS nan, big::DOUBLE AS big, small::DOUBLE AS small, js
FROM (VALUES
(1, 1, 10, 1, 7, 1.5, 0.5, 12.34, 2.5, 'Hello World', 'héllo', '12', 'x', true, '2013-02-28', '2013-02-28 13:14:15.678', '2013-02-28 13:14:15', [3, 1, 3, NULL], [1, 2], ['a', NULL, 'c'], MAP {'k': 1, 'l': 2}, {'x': 1, 'y': 'one'}, '\x41\x42'::BLOB, NULL, 'NaN'::DOUBLE, 123456789.125, 0.00012, '{"a":1,"b":[1,2],"c":{"d":"x"}}'),
(2, 3, 3, 5, -7, 0.25, 1.25, 99.99, 3.0, 'spark', 'Spark', '7', 'y', false, '2020-12-31', '2020-12-31 23:59:59', '2020-12-31 23:59:59', [5], [5, 6, 7], ['b'], MAP {'k': 5}, {'x': 2, 'y': NULL}, ''::BLOB, NULL, 2.0, 1e10, 1.5, '{"a":null,"b":[]}'),
(3, 7, -2, -3, 100, -2.75, -4.0, -5.55, 0.5, '', 'abc', ' 3', 'x', true, '1999-01-01', '1999-01-01 00:00:00', '1999-01-01 00:00:00', [], [3, 2], [], MAP {}, {'x': 3, 'y': 'three'}, '\xFFA'::BLOB, NULL, 0.0, -2.0, -1e-5, 'not json'),
(4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'y', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
) t(id, i, l, b, sh, d, f, dec, dec2, s, t, ns, g, bool, dt, ts, tn, a, a2, sa, m, st, bin, n, nan, big, small, js)
