package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The element types, with what the tests need of each. */
enum Element {
    FLOAT32(Float.BYTES, 0x1p-24) {
        @Override
        double get(MemorySegment segment, long byteOffset) {
            return segment.get(ValueLayout.JAVA_FLOAT, byteOffset);
        }

        @Override
        void set(MemorySegment segment, long byteOffset, double value) {
            segment.set(ValueLayout.JAVA_FLOAT, byteOffset, (float) value);
        }

        @Override
        MatMul<?> product(ThreadPool pool, MatMulShape shape, Batch batch, Split split) {
            return MatMul.float32(pool, shape, batch, split);
        }

        @Override
        MatMul<?> plainProduct(ThreadPool pool, MatMulShape shape, Batch batch) {
            return MatMul.plainLoops(pool, Problem.of(shape, batch, Split.ROWS), ElementType.FLOAT32);
        }
    },
    FLOAT64(Double.BYTES, 0x1p-53) {
        @Override
        double get(MemorySegment segment, long byteOffset) {
            return segment.get(ValueLayout.JAVA_DOUBLE, byteOffset);
        }

        @Override
        void set(MemorySegment segment, long byteOffset, double value) {
            segment.set(ValueLayout.JAVA_DOUBLE, byteOffset, value);
        }

        @Override
        MatMul<?> product(ThreadPool pool, MatMulShape shape, Batch batch, Split split) {
            return MatMul.float64(pool, shape, batch, split);
        }

        @Override
        MatMul<?> plainProduct(ThreadPool pool, MatMulShape shape, Batch batch) {
            return MatMul.plainLoops(pool, Problem.of(shape, batch, Split.ROWS), ElementType.FLOAT64);
        }
    };

    final int bytes;

    /** Half a unit in the last place of 1. */
    final double unit;

    Element(int bytes, double unit) {
        this.bytes = bytes;
        this.unit = unit;
    }

    abstract double get(MemorySegment segment, long byteOffset);

    abstract void set(MemorySegment segment, long byteOffset, double value);

    abstract MatMul<?> product(ThreadPool pool, MatMulShape shape, Batch batch, Split split);

    /** One that stays in plain loops. */
    abstract MatMul<?> plainProduct(ThreadPool pool, MatMulShape shape, Batch batch);
}
