package dev.pullback.cpu.matmul;

import java.util.ArrayList;
import java.util.List;

/** The buffers of one worker for {@link PlainRoute}. */
final class PlainWorkspace<T> {
    private final PlainKernels<T> kernels;
    private final List<T> rows = new ArrayList<>();
    private int length;
    private T a;
    private int lengthA;
    private T b;
    private int lengthB;

    PlainWorkspace(PlainKernels<T> kernels) {
        this.kernels = kernels;
        this.a = kernels.array(0);
        this.b = kernels.array(0);
    }

    /** Row {@code index} of those that have at least the given length, which is the same for all of a product. */
    T row(int index, int length) {
        if (length > this.length) {
            rows.clear();
            this.length = length;
        }
        while (rows.size() <= index) {
            rows.add(kernels.array(this.length));
        }
        return rows.get(index);
    }

    /** Room for rows of A, or for a vector. */
    T a(int length) {
        if (length > lengthA) {
            a = kernels.array(length);
            lengthA = length;
        }
        return a;
    }

    /** Room for rows of a transposed B. */
    T b(int length) {
        if (length > lengthB) {
            b = kernels.array(length);
            lengthB = length;
        }
        return b;
    }
}
