package dev.pullback.api.backend;

import java.util.List;

/** What a provider says about this machine. Probing never throws. */
public sealed interface Availability {

    /**
     * It can run here.
     *
     * @param devices the best first; there is at least one
     * @param others what else was found and is not used unless asked for, or not at all: a line each, with the reason
     */
    record Available(List<Device> devices, List<String> others) implements Availability {
        public Available {
            devices = List.copyOf(devices);
            others = List.copyOf(others);
        }

        /** With nothing else to tell. */
        public Available(List<Device> devices) {
            this(devices, List.of());
        }
    }

    /** It cannot run here, for a plain reason; the hint says what to install or which flag to add. */
    record Absent(String reason, String hint) implements Availability {}

    /** It should run here, but failed when it was tried. */
    record Broken(String reason, Throwable cause) implements Availability {}
}
