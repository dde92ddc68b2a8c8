package dev.pullback.cpu.step;

import dev.pullback.api.type.DType;
import dev.pullback.cpu.vector.Blocks;
import java.lang.foreign.MemorySegment;

/**
 * A block of elements in an array that stays in the first cache. Positions in memory are in elements.
 *
 * @param <A> the array type
 */
abstract sealed class Register<A> permits BoolRegister, DoubleRegister, FloatRegister, IntRegister {

    /** The most elements of a block. */
    static final int LENGTH = Blocks.SIZE;

    /** May be another's array: a register that a product's sums are bound to has none of its own. */
    A values;

    Register(A values) {
        this.values = values;
    }

    static Register<?> of(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> new FloatRegister();
            case FLOAT64 -> new DoubleRegister();
            case INT32 -> new IntRegister();
            case BOOL -> new BoolRegister();
        };
    }

    /** Sets every element to a number of the dtype. */
    abstract void fill(double value);

    /** {@code values[to + i] = memory[from + i]} for {@code i < count}. */
    abstract void load(MemorySegment memory, long from, int to, int count);

    /** {@code values[r·columns + j] = memory[from + r·pitch + j]} for {@code r < rows, j < columns}. */
    final void loadRows(MemorySegment memory, long from, long pitch, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            load(memory, from + r * pitch, r * columns, columns);
        }
    }

    /** {@code values[to + i] = memory[from + i·stride]} for {@code i < count}. */
    abstract void loadStrided(MemorySegment memory, long from, long stride, int to, int count);

    /** {@code values[to + i] = memory[from]} for {@code i < count}. */
    abstract void loadRepeated(MemorySegment memory, long from, int to, int count);

    /** {@code memory[to + i] = values[i]} for {@code i < count}. */
    abstract void store(MemorySegment memory, long to, int count);

    /** Index of the largest of the first elements, the first of several; NaN counts as largest. */
    abstract int argmax(int count);

    /** One element as a float64, which holds any of any dtype. */
    abstract double get(int index);

    /** {@code values[to + i] = other.values[from + i]} for {@code i < count}, the other being of the same dtype. */
    final void copyFrom(Register<?> other, int from, int to, int count) {
        System.arraycopy(other.values, from, values, to, count);
    }

    /** {@code values[r · length + j] = other.values[r]} for {@code r < rows, j < length}, the other being of the same dtype. */
    abstract void spread(Register<?> other, int rows, int length);

    /** {@code values[r] = other.values[r · length]} for {@code r < rows}, the other being of the same dtype, or this. */
    abstract void pick(Register<?> other, int rows, int length);

    /** Repeats the first elements over {@code copies} times their own length. */
    final void tile(int period, int copies) {
        for (int done = 1; done < copies; done *= 2) {
            int more = Math.min(done, copies - done);
            System.arraycopy(values, 0, values, done * period, more * period);
        }
    }
}
