// strides.cl: the parameters of a strided copy of RANK axes (1 to 8, outermost first) and the place of an element.
// Per axis: its length, the stride in the source (0 repeats, negative reverses) and the stride in the target, all in
// elements: STRIDED_PARAMS is `, const int n0, const long s0, const long t0, const int n1, ...`.
#define PB_AXIS(i) , const int n##i, const long s##i, const long t##i

// Peels the innermost axis off `rest` and adds its part to both places.
#define PB_PLACE(i)                                                                                                    \
    next = rest / n##i;                                                                                                \
    from += (rest - next * n##i) * s##i;                                                                               \
    to += (rest - next * n##i) * t##i;                                                                                 \
    rest = next;

#define PB_AXES_1 PB_AXIS(0)
#define PB_AXES_2 PB_AXES_1 PB_AXIS(1)
#define PB_AXES_3 PB_AXES_2 PB_AXIS(2)
#define PB_AXES_4 PB_AXES_3 PB_AXIS(3)
#define PB_AXES_5 PB_AXES_4 PB_AXIS(4)
#define PB_AXES_6 PB_AXES_5 PB_AXIS(5)
#define PB_AXES_7 PB_AXES_6 PB_AXIS(6)
#define PB_AXES_8 PB_AXES_7 PB_AXIS(7)

#define PB_PLACE_0
#define PB_PLACE_1 PB_PLACE(0)
#define PB_PLACE_2 PB_PLACE(1) PB_PLACE_1
#define PB_PLACE_3 PB_PLACE(2) PB_PLACE_2
#define PB_PLACE_4 PB_PLACE(3) PB_PLACE_3
#define PB_PLACE_5 PB_PLACE(4) PB_PLACE_4
#define PB_PLACE_6 PB_PLACE(5) PB_PLACE_5
#define PB_PLACE_7 PB_PLACE(6) PB_PLACE_6
#define PB_PLACE_8 PB_PLACE(7) PB_PLACE_7

#if RANK == 1
#define STRIDED_PARAMS PB_AXES_1
#define PLACE_ALL PB_PLACE_1
#define PLACE_OUTER PB_PLACE_0
#define INNER(x) x##0
#elif RANK == 2
#define STRIDED_PARAMS PB_AXES_2
#define PLACE_ALL PB_PLACE_2
#define PLACE_OUTER PB_PLACE_1
#define INNER(x) x##1
#elif RANK == 3
#define STRIDED_PARAMS PB_AXES_3
#define PLACE_ALL PB_PLACE_3
#define PLACE_OUTER PB_PLACE_2
#define INNER(x) x##2
#elif RANK == 4
#define STRIDED_PARAMS PB_AXES_4
#define PLACE_ALL PB_PLACE_4
#define PLACE_OUTER PB_PLACE_3
#define INNER(x) x##3
#elif RANK == 5
#define STRIDED_PARAMS PB_AXES_5
#define PLACE_ALL PB_PLACE_5
#define PLACE_OUTER PB_PLACE_4
#define INNER(x) x##4
#elif RANK == 6
#define STRIDED_PARAMS PB_AXES_6
#define PLACE_ALL PB_PLACE_6
#define PLACE_OUTER PB_PLACE_5
#define INNER(x) x##5
#elif RANK == 7
#define STRIDED_PARAMS PB_AXES_7
#define PLACE_ALL PB_PLACE_7
#define PLACE_OUTER PB_PLACE_6
#define INNER(x) x##6
#elif RANK == 8
#define STRIDED_PARAMS PB_AXES_8
#define PLACE_ALL PB_PLACE_8
#define PLACE_OUTER PB_PLACE_7
#define INNER(x) x##7
#else
#error "RANK must be 1 to 8"
#endif
