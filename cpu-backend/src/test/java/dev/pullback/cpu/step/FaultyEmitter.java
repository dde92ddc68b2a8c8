package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.pullback.api.plan.Step;
import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;
import java.util.function.LongFunction;

/** Prepares steps of which one does wrong, as a kernel might: it touches memory beside what it was given, or forgets to write. */
public final class FaultyEmitter extends Emitter {

    private final Places places;
    private final String wrong;
    private final Fault fault;
    private final MemorySegment[] lastScratch;

    /** The memory that a step misses. */
    public enum Beside {
        RESULT,
        FIRST_OPERAND,
        SCRATCH
    }

    /** What is wrong, at a number of bytes from the start of the memory. */
    public sealed interface Fault {
        /** A float32 is written. */
        record Write(Beside beside, long offset) implements Fault {}

        /** The first element of the result comes from there. */
        record Read(Beside beside, long offset) implements Fault {}

        /** The step leaves its result as it is. */
        record Nothing() implements Fault {}
    }

    /** @param wrong label of the step that does wrong */
    public FaultyEmitter(
            Places places, ThreadPool pool, LongFunction<MemorySegment> scratch, String wrong, Fault fault) {
        this(places, pool, scratch, wrong, fault, new MemorySegment[1]);
    }

    private FaultyEmitter(
            Places places,
            ThreadPool pool,
            LongFunction<MemorySegment> scratch,
            String wrong,
            Fault fault,
            MemorySegment[] last) {
        super(places, pool, bytes -> last[0] = scratch.apply(bytes));
        this.places = places;
        this.wrong = wrong;
        this.fault = fault;
        this.lastScratch = last;
    }

    @Override
    public PreparedStep emit(Step step) {
        PreparedStep right = super.emit(step);
        if (!step.label().equals(wrong)) {
            return right;
        }
        Place result = places.of(step.result());
        MemorySegment scratch = lastScratch[0];
        return switch (fault) {
            case Fault.Nothing() -> () -> {};
            case Fault.Write(var beside, long offset) ->
                () -> {
                    right.run();
                    at(step, beside, offset, scratch).set(JAVA_FLOAT_UNALIGNED, 0, 1);
                };
            case Fault.Read(var beside, long offset) ->
                () -> {
                    right.run();
                    float read = at(step, beside, offset, scratch).get(JAVA_FLOAT_UNALIGNED, 0);
                    result.segment().set(JAVA_FLOAT_UNALIGNED, 0, read);
                };
        };
    }

    private MemorySegment at(Step step, Beside beside, long offset, MemorySegment scratch) {
        MemorySegment missed = switch (beside) {
            case RESULT -> places.of(step.result()).segment();
            case FIRST_OPERAND -> places.of(step.reads().getFirst()).segment();
            case SCRATCH -> scratch;
        };
        return MemorySegment.ofAddress(missed.address() + offset).reinterpret(Float.BYTES);
    }
}
