package dev.pullback.cpu.step;

import dev.pullback.api.plan.Step.CopyStep;
import dev.pullback.cpu.threads.ThreadPool;
import java.util.List;

/** Moves elements: transpose, slice, pad, broadcast, concat. */
final class CopyKernel implements PreparedStep {

    private final Place result;
    private final boolean zeroFirst;
    private final long bytes;
    private final List<CopyPart> parts;

    CopyKernel(CopyStep step, Places places, ThreadPool pool) {
        this.result = places.of(step.result());
        this.zeroFirst = step.zeroFirst();
        this.bytes = step.result().type().bytes();
        this.parts = step.parts().stream()
                .map(part -> new CopyPart(part, places.of(part.source()), result, pool))
                .toList();
    }

    @Override
    public void run() {
        if (zeroFirst) {
            result.segment().asSlice(0, bytes).fill((byte) 0);
        }
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).run();
        }
    }
}
