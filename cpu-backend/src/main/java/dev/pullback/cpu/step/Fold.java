package dev.pullback.cpu.step;

import dev.pullback.api.plan.Step.Reduction;
import dev.pullback.api.type.DType;

/**
 * A sum or a maximum in the making, of one worker, on a block of its own: of neighbours in the block ({@link #collapse}), or
 * of many rows that pass through the block, column by column ({@link #begin}, {@link #add}, {@link #finish}).
 */
interface Fold {

    static Fold of(Reduction reduction, DType dtype) {
        boolean sum = reduction == Reduction.SUM;
        return switch (dtype) {
            case FLOAT32 -> sum ? new PairwiseFold.Float32() : CombiningFold.maxFloat32();
            case FLOAT64 -> sum ? new PairwiseFold.Float64() : CombiningFold.maxFloat64();
            case INT32 -> sum ? CombiningFold.sumInt32() : CombiningFold.maxInt32();
            case BOOL -> throw new IllegalStateException(reduction + " has no meaning on bool");
        };
    }

    /** Where elements are loaded to and results are found. */
    Register<?> block();

    /**
     * Reduces each of so many rows of {@code n >= 1} elements, which lie one behind the other from index 0 on; the result is where its
     * row begins, the other elements are spoilt.
     */
    void collapse(int count, int n);

    /** Forgets all rows; the next ones, at least one, have that many columns, at most {@link ReduceShape#MOST_COLUMNS}. */
    void begin(int columns);

    /** Takes so many rows, which lie one behind the other from index 0 on. */
    void add(int count);

    /** Writes what the rows came to, from index 0 on. */
    void finish();
}
