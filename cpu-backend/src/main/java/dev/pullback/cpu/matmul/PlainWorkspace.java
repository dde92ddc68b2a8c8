package dev.pullback.cpu.matmul;

import java.util.ArrayList;
import java.util.List;

/** The buffers of one worker for {@link PlainRoute}. */
final class PlainWorkspace<T> {
    private final PlainKernels<T> kernels;
    private final List<T> rows = new ArrayList<>();
    private T a;
    private int lengthA;
    private T b;
    private int lengthB;

    PlainWorkspace(PlainKernels<T> kernels) {
        this.kernels = kernels;
        this.a = kernels.array(0);
        this.b = kernels.array(0);
    }

    /** Row {@code index}, as long as an epilogue's block. */
    T row(int index) {
        while (rows.size() <= index) {
            rows.add(kernels.array(Epilogue.MAX_ELEMENTS));
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
