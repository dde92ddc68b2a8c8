package dev.pullback.cpu.step;

import dev.pullback.cpu.step.BlockOps.BinaryKernel;
import dev.pullback.cpu.vector.DoubleArithmetic;
import dev.pullback.cpu.vector.DoubleReduction;
import dev.pullback.cpu.vector.FloatArithmetic;
import dev.pullback.cpu.vector.FloatReduction;
import dev.pullback.cpu.vector.IntArithmetic;
import dev.pullback.cpu.vector.IntReduction;

/**
 * A reduction without rounding, where the order does not matter: rows are combined one after the other.
 *
 * @param <A> the array type
 */
final class CombiningFold<A> implements Fold {

    /** Reduces each of some rows to its first element. */
    @FunctionalInterface
    private interface Collapse<A> {
        void run(A x, int rows, int n);
    }

    private final Collapse<A> collapse;
    private final BinaryKernel<A, A> combine;
    private final Register<A> block;
    private final Register<A> total;
    private final Register<A> row;
    private int columns;
    private boolean empty;

    private CombiningFold(
            Collapse<A> collapse, BinaryKernel<A, A> combine, Register<A> block, Register<A> total, Register<A> row) {
        this.collapse = collapse;
        this.combine = combine;
        this.block = block;
        this.total = total;
        this.row = row;
    }

    static Fold maxFloat32() {
        return new CombiningFold<>(
                FloatReduction::maxima,
                FloatArithmetic::maximum,
                new FloatRegister(),
                new FloatRegister(),
                new FloatRegister());
    }

    static Fold maxFloat64() {
        return new CombiningFold<>(
                DoubleReduction::maxima,
                DoubleArithmetic::maximum,
                new DoubleRegister(),
                new DoubleRegister(),
                new DoubleRegister());
    }

    static Fold maxInt32() {
        return new CombiningFold<>(
                IntReduction::maxima, IntArithmetic::maximum, new IntRegister(), new IntRegister(), new IntRegister());
    }

    static Fold sumInt32() {
        return new CombiningFold<>(
                IntReduction::sums, IntArithmetic::add, new IntRegister(), new IntRegister(), new IntRegister());
    }

    @Override
    public Register<?> block() {
        return block;
    }

    @Override
    public void collapse(int count, int n) {
        collapse.run(block.values, count, n);
    }

    @Override
    public void begin(int columns) {
        this.columns = columns;
        this.empty = true;
    }

    @Override
    public void add(int count) {
        for (int r = 0; r < count; r++) {
            (empty ? total : row).copyFrom(block, r * columns, 0, columns);
            if (!empty) {
                combine.run(total.values, row.values, total.values, columns);
            }
            empty = false;
        }
    }

    @Override
    public void finish() {
        block.copyFrom(total, 0, 0, columns);
    }
}
