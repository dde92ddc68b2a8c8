// lowest.cl: what a maximum of nothing is, by type.
#define PB_LOWEST_float (-INFINITY)
#define PB_LOWEST_double (-(double)INFINITY)
#define PB_LOWEST_int INT_MIN
