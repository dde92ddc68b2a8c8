package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

/** One product with its data between guard zones, and the check of the result against sums in double precision. */
final class Case {
    private static final long GUARD = 64;
    private static final double POISON = -7.25e10;

    final MemorySegment a;
    final MemorySegment b;
    final MemorySegment c;
    private final Element element;
    private final MatMulShape shape;
    private final Batch batch;

    Case(Element element, MatMulShape shape, Batch batch) {
        this(element, shape, batch, 1);
    }

    Case(Element element, MatMulShape shape, Batch batch, long seed) {
        this.element = element;
        this.shape = shape;
        this.batch = batch;
        Random random = new Random(seed);
        a = filled(extent(shape.transposeA() ? shape.k() : shape.m(), shape.lda(), batch.strideA()), random);
        b = filled(extent(shape.transposeB() ? shape.n() : shape.k(), shape.ldb(), batch.strideB()), random);
        c = filled(extent(shape.m(), shape.ldc(), batch.strideC()), null);
    }

    private long extent(int rows, long pitch, long[] strides) {
        long last = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            last += Math.max(0, batch.extents()[axis] - 1) * strides[axis];
        }
        return last + rows * pitch;
    }

    private MemorySegment filled(long elements, Random random) {
        MemorySegment segment = Arena.ofAuto().allocate(elements * element.bytes + 2 * GUARD, 64);
        for (long at = 0; at < segment.byteSize(); at += element.bytes) {
            element.set(segment, at, random == null ? POISON : random.nextGaussian());
        }
        return segment;
    }

    void run(int threads) {
        run(threads, Split.ROWS);
    }

    void run(int threads, Split split) {
        try (ThreadPool pool = new ThreadPool(threads)) {
            run(pool, split, null);
        }
    }

    @SuppressWarnings("unchecked") // the caller's epilogue fits the element
    <T> void run(ThreadPool pool, Split split, Epilogue<T> epilogue) {
        MatMul<T> product = (MatMul<T>) element.product(pool, shape, batch, split);
        product.run(a, GUARD, b, GUARD, c, GUARD, null, epilogue);
    }

    /** Adds {@code scale} times the product to C. */
    void update(int threads, double scale) {
        try (ThreadPool pool = new ThreadPool(threads)) {
            MemorySegment between = Arena.ofAuto().allocate(c.byteSize(), 64);
            element.product(pool, shape, batch, Split.COLUMNS).update(a, GUARD, b, GUARD, c, GUARD, between, scale);
        }
    }

    /** On one thread in plain loops, with an epilogue. */
    @SuppressWarnings("unchecked") // the caller's epilogue takes any element
    <T> void runPlainly(Epilogue<T> epilogue) {
        try (ThreadPool pool = new ThreadPool(1)) {
            MatMul<T> product = (MatMul<T>) element.plainProduct(pool, shape, batch);
            product.run(a, GUARD, b, GUARD, c, GUARD, null, epilogue);
        }
    }

    /** {@link #run} in plain loops. */
    void runPlainly(int threads) {
        try (ThreadPool pool = new ThreadPool(threads)) {
            element.plainProduct(pool, shape, batch).run(a, GUARD, b, GUARD, c, GUARD, null, null);
        }
    }

    /** {@link #update} in plain loops. */
    void updatePlainly(int threads, double scale) {
        try (ThreadPool pool = new ThreadPool(threads)) {
            MemorySegment between = Arena.ofAuto().allocate(c.byteSize(), 64);
            element.plainProduct(pool, shape, batch).update(a, GUARD, b, GUARD, c, GUARD, between, scale);
        }
    }

    /** Sets every element of a dense C. */
    void fill(double value) {
        for (int i = 0; i < shape.m() * shape.n(); i++) {
            element.set(c, GUARD + (long) i * element.bytes, value);
        }
    }

    /** All elements of a dense C. */
    double[] results() {
        double[] results = new double[shape.m() * shape.n()];
        Arrays.setAll(results, this::result);
        return results;
    }

    /** Adds one unit of a sum of a thousand ones to an element. */
    void spoil(int index) {
        long at = GUARD + (long) index * element.bytes;
        element.set(c, at, element.get(c, at) + 1000 * element.unit);
    }

    /** Every element within the limit, everything between and around them untouched. */
    void check() {
        boolean[] written = new boolean[(int) (c.byteSize() / element.bytes)];
        for (int item = 0; item < batch.items(); item++) {
            for (int i = 0; i < shape.m(); i++) {
                for (int j = 0; j < shape.n(); j++) {
                    long at = GUARD + (batch.offset(item, batch.strideC()) + i * shape.ldc() + j) * element.bytes;
                    written[(int) (at / element.bytes)] = true;
                    check(item, i, j, element.get(c, at));
                }
            }
        }
        for (int i = 0; i < written.length; i++) {
            double value = element.get(c, (long) i * element.bytes);
            if (!written[i] && value != (element == Element.FLOAT32 ? (float) POISON : POISON)) {
                throw new AssertionError("Element " + i + " around or between the results became " + value);
            }
        }
    }

    private void check(int item, int i, int j, double actual) {
        double sum = 0;
        double magnitude = 0;
        for (int p = 0; p < shape.k(); p++) {
            double term = a(item, i, p) * b(item, p, j);
            sum += term;
            magnitude += Math.abs(term);
        }
        // The sums in double precision err themselves, which only matters beside float64 results.
        double limit = (element == Element.FLOAT32 ? 8 : 16) * element.unit * magnitude;
        if (!(Math.abs(actual - sum) <= limit)) {
            throw new AssertionError("Item " + item + " [" + i + ", " + j + "] of " + shape + " is " + actual + ", not "
                    + sum + ", limit " + limit);
        }
    }

    double a(int item, int i, int p) {
        long index = shape.transposeA() ? p * shape.lda() + i : i * shape.lda() + p;
        return element.get(a, GUARD + (batch.offset(item, batch.strideA()) + index) * element.bytes);
    }

    double b(int item, int p, int j) {
        long index = shape.transposeB() ? j * shape.ldb() + p : p * shape.ldb() + j;
        return element.get(b, GUARD + (batch.offset(item, batch.strideB()) + index) * element.bytes);
    }

    double result(int index) {
        return element.get(c, GUARD + (long) index * element.bytes);
    }

    long[] bits() {
        int count = shape.m() * shape.n();
        long[] bits = new long[count];
        for (int i = 0; i < count; i++) {
            bits[i] = Double.doubleToRawLongBits(result(i));
        }
        return bits;
    }
}
