package dev.pullback.conformance.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.backend.Profile;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The floors lie just below what is run, so that nothing of size can be left out in silence. */
class FloorTest {

    private static final double OF_ALL = 0.8;

    @Test
    void the_floor_is_near_what_a_backend_with_every_dtype_runs() {
        requireFloor(Kit.FLOOR, EnumSet.allOf(DType.class));
    }

    @Test
    void the_other_floor_is_near_what_a_backend_without_float64_runs() {
        requireFloor(Kit.FLOOR_WITHOUT_FLOAT64, EnumSet.complementOf(EnumSet.of(DType.FLOAT64)));
    }

    private static void requireFloor(int floor, Set<DType> dtypes) {
        long count;
        try (var candidate = new Candidate(_ -> new Claims(dtypes))) {
            count = Catalogue.batches().stream()
                    .flatMap(batch -> batch.trials().stream()
                            .filter(trial -> batch.hindrance(trial, candidate).isEmpty()))
                    .count();
        }
        assertTrue(floor <= count, () -> "%d trials cannot reach the floor of %d".formatted(count, floor));
        assertTrue(floor >= OF_ALL * count, () -> "of %d trials %d may be missing".formatted(count, count - floor));
    }

    /** Says what it can do, and does nothing; without guards and twin, as the least of backends. */
    private static final class Claims extends Backend {
        private final Set<DType> dtypes;

        private Claims(Set<DType> dtypes) {
            this.dtypes = dtypes;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(dtypes, true, true, false, Long.MAX_VALUE);
        }

        @Override
        public String id() {
            return "claims";
        }

        @Override
        public Device device() {
            return new Device("0", "none", Device.Kind.CPU, -1, "");
        }

        @Override
        public Executable compile(Graph graph) {
            throw new UnsupportedOperationException("only asked what it can do");
        }

        @Override
        public Buffer allocate(TensorType type) {
            throw new UnsupportedOperationException("only asked what it can do");
        }

        @Override
        public void synchronize() {}

        @Override
        public MemoryUse memory() {
            return MemoryUse.NONE;
        }

        @Override
        public Profile profile() {
            return Profile.empty();
        }

        @Override
        public void resetProfile() {}

        @Override
        public void close() {}
    }
}
