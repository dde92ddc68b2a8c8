package dev.pullback.cpu.step;

import dev.pullback.cpu.matmul.MatMul;
import java.lang.foreign.MemorySegment;

/** A product that is added, times a number, to the parameter which it is the gradient of. */
record UpdateKernel<T>(MatMul<T> product, Place a, Place b, Place target, MemorySegment between, ScaledUpdate update)
        implements PreparedStep {

    @Override
    public void run() {
        product.update(a.segment(), 0, b.segment(), 0, target.segment(), 0, between, update.scale());
    }
}
