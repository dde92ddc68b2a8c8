package dev.pullback.cpu.step;

import dev.pullback.api.plan.Step;
import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;
import java.util.function.LongFunction;

/** Prepares the steps of one plan. */
public class Emitter {

    private final Places places;
    private final ThreadPool pool;
    private final LongFunction<MemorySegment> scratch;
    private final RegisterFile[] registers;

    /**
     * @param scratch gives as many bytes of memory as it is asked for, to be freed with the plan
     */
    public Emitter(Places places, ThreadPool pool, LongFunction<MemorySegment> scratch) {
        this.places = places;
        this.pool = pool;
        this.scratch = scratch;
        this.registers = new RegisterFile[pool.size()];
        for (int worker = 0; worker < registers.length; worker++) {
            registers[worker] = new RegisterFile();
        }
    }

    public PreparedStep emit(Step step) {
        Place result = places.of(step.result());
        return switch (step) {
            case Step.ElementwiseStep elementwise -> elementwise(elementwise);
            case Step.RowStep rows -> new RowKernel(rows, places, pool, registers);
            case Step.MatMulStep matmul -> MatMulKernel.of(matmul, places, pool, registers, scratch);
            case Step.ReduceStep reduce ->
                reduce.reduction() == Step.Reduction.ARGMAX
                        ? new ArgMaxKernel(reduce, places, pool, registers)
                        : ReduceKernel.of(reduce, places, pool, registers, scratch);
            case Step.CopyStep copy -> new CopyKernel(copy, places, pool);
            case Step.GatherStep gather -> new GatherKernel(gather, places, pool);
            case Step.ScatterAddStep scatter -> new ScatterAddKernel(scatter, places, pool);
            case Step.IotaStep iota -> new IotaKernel(iota, result, pool);
            case Step.RandomBitsStep random -> new RandomBitsKernel(random, result, places.of(random.key()), pool);
        };
    }

    private PreparedStep elementwise(Step.ElementwiseStep step) {
        var blocks = new ElementwiseKernel(step, places, pool, registers);
        return StreamKernel.of(step, places, pool, blocks).orElse(blocks);
    }
}
