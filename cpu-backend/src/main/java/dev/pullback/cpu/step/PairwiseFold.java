package dev.pullback.cpu.step;

import dev.pullback.cpu.vector.DoublePairwiseSum;
import dev.pullback.cpu.vector.DoubleReduction;
import dev.pullback.cpu.vector.FloatPairwiseSum;
import dev.pullback.cpu.vector.FloatReduction;

/** Sums whose rounding errors grow with the logarithm of the length. */
final class PairwiseFold {

    private PairwiseFold() {}

    /** In float32. */
    static final class Float32 implements Fold {
        private final FloatRegister block = new FloatRegister();
        private final FloatPairwiseSum rows = new FloatPairwiseSum(ReduceShape.MOST_COLUMNS);

        @Override
        public Register<?> block() {
            return block;
        }

        @Override
        public void collapse(int count, int n) {
            FloatReduction.sums(block.values, count, n);
        }

        @Override
        public void begin(int columns) {
            rows.begin(columns);
        }

        @Override
        public void add(int count) {
            rows.add(block.values, 0, count);
        }

        @Override
        public void finish() {
            rows.finish(block.values, 0);
        }
    }

    /** In float64. */
    static final class Float64 implements Fold {
        private final DoubleRegister block = new DoubleRegister();
        private final DoublePairwiseSum rows = new DoublePairwiseSum(ReduceShape.MOST_COLUMNS);

        @Override
        public Register<?> block() {
            return block;
        }

        @Override
        public void collapse(int count, int n) {
            DoubleReduction.sums(block.values, count, n);
        }

        @Override
        public void begin(int columns) {
            rows.begin(columns);
        }

        @Override
        public void add(int count) {
            rows.add(block.values, 0, count);
        }

        @Override
        public void finish() {
            rows.finish(block.values, 0);
        }
    }
}
