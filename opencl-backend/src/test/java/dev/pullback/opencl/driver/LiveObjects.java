package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.Map;

/** How many objects of each kind a driver has alive, to compare with later. */
public record LiveObjects(Map<HandleKind, Integer> counts) {

    public static LiveObjects of(ClDriver driver) {
        Map<HandleKind, Integer> counts = new EnumMap<>(HandleKind.class);
        for (HandleKind kind : HandleKind.values()) {
            counts.put(kind, driver.liveCount(kind));
        }
        return new LiveObjects(counts);
    }

    /** Fails if there are more now, or fewer. */
    public void assertSame(ClDriver driver) {
        assertEquals(this, of(driver), "objects left alive");
    }
}
