package dev.pullback.cpu.step;

import dev.pullback.api.op.*;
import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Step.ElementwiseStep;
import dev.pullback.api.type.DType;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;
import dev.pullback.cpu.vector.FloatStreams;
import dev.pullback.cpu.warm.Lanes;
import dev.pullback.cpu.warm.Trial;
import dev.pullback.cpu.warm.VectorCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * Runs a cluster of a single float32 op on operands that are read from end to end: from memory to memory, without registers
 * in between, so that large ones go at the speed of memory. What does not fill a vector goes through registers, and all of it
 * until the streams' vector code is warm.
 */
final class StreamKernel implements PreparedStep, ParallelTask {

    /** Below this the registers' way costs little. */
    private static final int FEWEST_ELEMENTS = 4096;

    /** A piece of work: long enough for a call to cost nothing, and whole vectors of any width. */
    private static final int PIECE = 4096;

    @FunctionalInterface
    private interface UnaryStream {
        void run(MemorySegment x, MemorySegment out, long at, int n);
    }

    @FunctionalInterface
    private interface BinaryStream {
        void run(MemorySegment x, MemorySegment y, MemorySegment out, long at, int n);
    }

    /** The op on n elements from a position in bytes on. */
    @FunctionalInterface
    private interface Stream {
        void run(long at, int n);
    }

    private final VectorCode code;
    private final Stream stream;
    private final ElementwiseKernel rest;
    private final long wholeVectors;
    private final Partition partition;
    private final ThreadPool pool;

    private StreamKernel(VectorCode code, Stream stream, ElementwiseKernel rest, Cluster cluster, ThreadPool pool) {
        this.code = code;
        this.stream = stream;
        this.rest = rest;
        this.wholeVectors = cluster.size() - cluster.size() % Lanes.ofBits(Float.SIZE);
        double nanosPerPiece = PIECE * BlockCost.nanosPerElement(cluster);
        this.partition = Partition.of(Math.ceilDiv(wholeVectors, PIECE), nanosPerPiece, pool.size());
        this.pool = pool;
    }

    /** Nothing if the cluster is not of that kind. */
    static Optional<PreparedStep> of(ElementwiseStep step, Places places, ThreadPool pool, ElementwiseKernel blocks) {
        Cluster cluster = step.cluster();
        if (cluster.size() < FEWEST_ELEMENTS
                || !(cluster.instructions().getLast()
                        instanceof Instruction.Apply(Elementwise op, var registers, var dtype))
                || dtype != DType.FLOAT32
                || !cluster.operands().stream().allMatch(cluster::isFull)
                || cluster.instructions().stream()
                        .limit(cluster.instructions().size() - 1L)
                        .anyMatch(i -> !(i instanceof Instruction.Load))) {
            return Optional.empty();
        }
        List<Place> operands = registers.stream()
                .map(register -> (Instruction.Load) cluster.instructions().get(register))
                .map(load -> places.of(cluster.operands().get(load.operand()).value()))
                .toList();
        return stream(op, operands, places.of(step.result()))
                .map(stream -> new StreamKernel(code(op), stream, blocks, cluster, pool));
    }

    /** The op's switch. Its trial is a block in memory, which the twin brings to registers and back. */
    private static VectorCode code(Elementwise op) {
        return WarmKernels.code(op.name() + " from memory to memory", () -> {
            int n = Register.LENGTH;
            Place place = new Place();
            place.bind(Arena.ofAuto().allocate((long) n * Float.BYTES, Float.BYTES));
            Stream stream = stream(op, List.of(place, place), place).orElseThrow();
            FloatRegister x = new FloatRegister();
            BlockInstruction instruction = BlockOps.of(op, List.of(x, x), x);
            Block block = new Block();
            block.moveTo(0, 1, 0, n);
            return new Trial(() -> stream.run(0, n), () -> {
                x.load(place.segment(), 0, 0, n);
                instruction.run(block);
                x.store(place.segment(), 0, n);
            });
        });
    }

    private static Optional<Stream> stream(Elementwise op, List<Place> operands, Place out) {
        Place x = operands.getFirst();
        return switch (op) {
            case Exp _ -> unary(FloatStreams::exp, x, out);
            case Relu _ -> unary(FloatStreams::relu, x, out);
            case Sigmoid _ -> unary(FloatStreams::sigmoid, x, out);
            case Tanh _ -> unary(FloatStreams::tanh, x, out);
            case Add _ -> binary(FloatStreams::add, x, operands.get(1), out);
            case Mul _ -> binary(FloatStreams::multiply, x, operands.get(1), out);
            case Sub _ -> binary(FloatStreams::subtract, x, operands.get(1), out);
            default -> Optional.empty();
        };
    }

    private static Optional<Stream> unary(UnaryStream kernel, Place x, Place out) {
        return Optional.of((at, n) -> kernel.run(x.segment(), out.segment(), at, n));
    }

    private static Optional<Stream> binary(BinaryStream kernel, Place x, Place y, Place out) {
        return Optional.of((at, n) -> kernel.run(x.segment(), y.segment(), out.segment(), at, n));
    }

    @Override
    public void run() {
        if (code.isFast(wholeVectors)) {
            pool.run(partition.parts(), this);
            rest.runFrom(wholeVectors);
        } else {
            rest.run();
        }
    }

    @Override
    public void run(int part, int worker) {
        long end = Math.min(wholeVectors, partition.start(part + 1) * PIECE);
        for (long start = partition.start(part) * PIECE; start < end; start += PIECE) {
            stream.run(start * Float.BYTES, (int) Math.min(PIECE, end - start));
        }
    }
}
