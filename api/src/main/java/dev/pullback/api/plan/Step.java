package dev.pullback.api.plan;

import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One kernel of a plan: reads values, writes one. A backend emits each kind; sizes are in elements, and every view is
 * row-major. The label names what it computes, for profiles and drawings.
 */
public sealed interface Step {

    Value result();

    /** What it reads, without repetition of roles: a value may appear twice. */
    List<Value> reads();

    String label();

    /** A cluster over all its elements. */
    record ElementwiseStep(Value result, Cluster cluster, String label) implements Step {
        @Override
        public List<Value> reads() {
            return cluster.operands().stream().map(Operand::value).toList();
        }
    }

    /**
     * {@code result[batch, rows, columns] = epilogue(Σₖ a·b)}. Element (p, i, k) of op(a) is at {@code p·batchStrideA + i·inner
     * + k}, or {@code + k·rows + i} where a is transposed; likewise op(b) with {@code k·columns + j} or {@code j·inner + k}.
     * A batch stride of 0 shares one matrix. An epilogue operand may be the very buffer of the result, read element by
     * element where it is written; the accumulator must not be kept there then.
     */
    record MatMulStep(Value result, Value a, Value b, MatMulSize size, Optional<Cluster> epilogue, String label)
            implements Step {
        @Override
        public List<Value> reads() {
            List<Value> reads = new ArrayList<>(List.of(a, b));
            epilogue.ifPresent(cluster -> cluster.operands().forEach(operand -> reads.add(operand.value())));
            return reads;
        }
    }

    /** The sizes of a matrix product. */
    record MatMulSize(
            DType dtype,
            boolean transposeA,
            boolean transposeB,
            int batch,
            int rows,
            int columns,
            int inner,
            long batchStrideA,
            long batchStrideB) {}

    /**
     * {@code result[outer, inner] = epilogue(reduction over the middle axis of source[outer, length, inner])}. An epilogue
     * operand may be the very buffer of the result, read element by element where it is written. Argmax has no epilogue and
     * a stored source.
     */
    record ReduceStep(
            Value result,
            ReduceSource source,
            Reduction reduction,
            long outer,
            int length,
            long inner,
            Optional<Cluster> epilogue,
            String label)
            implements Step {
        @Override
        public List<Value> reads() {
            List<Value> reads = new ArrayList<>(source.reads());
            epilogue.ifPresent(cluster -> cluster.operands().forEach(operand -> reads.add(operand.value())));
            return reads;
        }
    }

    /** What a reduction reduces, row-major. */
    sealed interface ReduceSource {

        DType dtype();

        List<Value> reads();

        /** A value as it is. */
        record Stored(Value value) implements ReduceSource {
            @Override
            public DType dtype() {
                return value.type().dtype();
            }

            @Override
            public List<Value> reads() {
                return List.of(value);
            }
        }

        /**
         * A prologue: computed while it is reduced. The last axis of the cluster is the reduced one if nothing follows that,
         * else all that follow it.
         */
        record Computed(Cluster cluster) implements ReduceSource {
            @Override
            public DType dtype() {
                return cluster.resultType();
            }

            @Override
            public List<Value> reads() {
                return cluster.operands().stream().map(Operand::value).toList();
            }
        }
    }

    /** What a {@link ReduceStep} computes. */
    enum Reduction {
        SUM("sum"),
        MAX("reducemax"),
        ARGMAX("argmax");

        private final String label;

        Reduction(String label) {
            this.label = label;
        }

        /** The name of the op. */
        public String label() {
            return label;
        }
    }

    /**
     * A cluster over {@code [rows…, length]} with reductions along the last axis in it: a row is worked on as a whole, and what
     * it was reduced to can be used for each of its elements. All reductions have one dtype. Rows have 2 to 1024 elements.
     *
     * @param reduced whether the result is one element per row, and not {@code [rows…, length]}; otherwise an operand that is
     *     read from end to end may be the very buffer of the result
     */
    record RowStep(Value result, Cluster cluster, boolean reduced, String label) implements Step {
        @Override
        public List<Value> reads() {
            return cluster.operands().stream().map(Operand::value).toList();
        }
    }

    /** Moves elements without changing them: transpose, slice, pad, broadcast, concat, and plain copies. */
    record CopyStep(Value result, boolean zeroFirst, List<Part> parts, String label) implements Step {
        @Override
        public List<Value> reads() {
            return parts.stream().map(Part::source).toList();
        }
    }

    /**
     * For every index of {@code lengths}: {@code result[targetOffset + Σ iₖ·targetStrideₖ] = source[sourceOffset + Σ
     * iₖ·sourceStrideₖ]}.
     */
    record Part(
            Value source,
            Axes lengths,
            long sourceOffset,
            List<Long> sourceStrides,
            long targetOffset,
            List<Long> targetStrides) {}

    /** {@code result[outer, count, inner] = source[outer, clamp(indices[count]), inner]}, the source's axis {@code length} long. */
    record GatherStep(
            Value result, Value source, Value indices, long outer, int length, long inner, int count, String label)
            implements Step {
        @Override
        public List<Value> reads() {
            return List.of(source, indices);
        }
    }

    /** {@code result[outer, length, inner] = Σ updates[outer, c, inner] over all c with clamp(indices[c]) there}, c ascending. */
    record ScatterAddStep(
            Value result, Value updates, Value indices, long outer, int length, long inner, int count, String label)
            implements Step {
        @Override
        public List<Value> reads() {
            return List.of(updates, indices);
        }
    }

    /** {@code result[outer, i, inner] = i}. */
    record IotaStep(Value result, long outer, int length, long inner, String label) implements Step {
        @Override
        public List<Value> reads() {
            return List.of();
        }
    }

    /** Threefry-2x32 bits from an {@code int32[2]} key; see {@link dev.pullback.api.op.RandomBits}. */
    record RandomBitsStep(Value result, Value key, String label) implements Step {
        @Override
        public List<Value> reads() {
            return List.of(key);
        }
    }
}
