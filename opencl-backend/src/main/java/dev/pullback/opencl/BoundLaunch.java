package dev.pullback.opencl;

import dev.pullback.api.plan.Value;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.driver.OwnedHandle;
import dev.pullback.opencl.runtime.ClSession;
import dev.pullback.opencl.step.Argument;
import dev.pullback.opencl.step.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A launch with a kernel object of its own. What never changes is bound once; an argument that is an input or output of the
 * graph is set again only if another buffer comes.
 */
final class BoundLaunch implements AutoCloseable {

    private final ClSession session;
    private final Launch launch;
    private final OwnedHandle kernel;
    private final List<Changing> changing = new ArrayList<>();

    /** Where an argument's buffer comes from. */
    sealed interface Place {
        record Input(int position) implements Place {}

        record Output(int position) implements Place {}

        record Fixed(long block) implements Place {}
    }

    /** An argument that each run may change. */
    private static final class Changing {
        private final int index;
        private final int position;
        private final boolean output;
        private long bound;
        /** The pool's count of trims when it was bound: before a later one, the handle may have meant another buffer. */
        private int trims;

        private Changing(int index, int position, boolean output) {
            this.index = index;
            this.position = position;
            this.output = output;
        }
    }

    BoundLaunch(ClSession session, Launch launch, List<Long> scratch, Function<Value, Place> places) {
        this.session = session;
        this.launch = launch;
        this.kernel = session.programs().kernel(launch.source(), launch.kernel(), launch.label());
        try {
            session.run(() -> {
                for (int i = 0; i < launch.arguments().size(); i++) {
                    bind(i, launch.arguments().get(i), scratch, places);
                }
            });
        } catch (RuntimeException failure) {
            session.programs().release(kernel);
            throw failure;
        }
    }

    private void bind(int index, Argument argument, List<Long> scratch, Function<Value, Place> places) {
        ClDriver driver = session.driver();
        switch (argument) {
            case Argument.OfInt(int value) -> driver.setArgInt(kernel.get(), index, value);
            case Argument.OfLong(long value) -> driver.setArgLong(kernel.get(), index, value);
            case Argument.Scratch(int number) -> driver.setArgMem(kernel.get(), index, scratch.get(number));
            case Argument.OfValue(Value value) -> {
                switch (places.apply(value)) {
                    case Place.Fixed(long block) -> driver.setArgMem(kernel.get(), index, block);
                    case Place.Input(int position) -> changing.add(new Changing(index, position, false));
                    case Place.Output(int position) -> changing.add(new Changing(index, position, true));
                }
            }
        }
    }

    /** To be called under the session's lock. */
    void enqueue(List<OpenClBuffer> inputs, List<OpenClBuffer> outputs) {
        int trims = session.pool().trims();
        for (int i = 0; i < changing.size(); i++) {
            Changing argument = changing.get(i);
            List<OpenClBuffer> given = argument.output ? outputs : inputs;
            long block = given.get(argument.position).handle();
            if (block != argument.bound || trims != argument.trims) {
                session.driver().setArgMem(kernel.get(), argument.index, block);
                argument.bound = block;
                argument.trims = trims;
            }
        }
        boolean profile = session.profiler().enabled();
        long event;
        try {
            event = enqueue(profile);
        } catch (ClException failure) {
            session.makeRoom(failure);
            event = enqueue(profile);
        }
        if (profile) {
            session.profiler().add(launch.label(), event);
        }
    }

    private long enqueue(boolean wantEvent) {
        Launch.Grid grid = launch.grid();
        return session.driver()
                .enqueueNDRange(
                        session.queue(),
                        kernel.get(),
                        grid.dims(),
                        grid.global0(),
                        grid.global1(),
                        grid.global2(),
                        grid.local0(),
                        grid.local1(),
                        grid.local2(),
                        wantEvent);
    }

    @Override
    public void close() {
        session.programs().release(kernel);
    }
}
