package dev.pullback.api.backend;

import java.util.List;

/** What a provider says about this machine. Probing never throws. */
public sealed interface Availability {

    /** It can run here, on these devices, the best first; there is at least one. */
    record Available(List<Device> devices) implements Availability {
        public Available {
            devices = List.copyOf(devices);
        }
    }

    /** It cannot run here, for a plain reason; the hint says what to install or which flag to add. */
    record Absent(String reason, String hint) implements Availability {}

    /** It should run here, but failed when it was tried. */
    record Broken(String reason, Throwable cause) implements Availability {}
}
