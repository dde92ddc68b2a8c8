package dev.pullback.conformance.decorator;

import dev.pullback.api.error.ConfigurationException;

/**
 * A failure that {@link FaultInjecting} is to bring about, once: at the n-th call of its kind, counted from 1. All but the
 * loss of a device pass: the calls that follow work again.
 */
public sealed interface Fault {

    /** Which call of its kind fails, from 1 on. */
    int nth();

    /** When in that call. */
    Moment moment();

    /** When a call fails. */
    enum Moment {
        /** Nothing of it was done. */
        BEFORE,
        /** It was done, and then taken back where that is possible: what was made is closed again. */
        AFTER
    }

    /** An allocation ends in an {@link dev.pullback.api.error.OutOfDeviceMemoryException}. */
    record AllocationFails(int nth, Moment moment) implements Fault {
        public AllocationFails {
            requirePositive(nth);
        }

        public AllocationFails(int nth) {
            this(nth, Moment.BEFORE);
        }
    }

    /** A program is refused with a {@link dev.pullback.api.error.KernelCompilationException}. */
    record CompileFails(int nth, Moment moment) implements Fault {
        public CompileFails {
            requirePositive(nth);
        }

        public CompileFails(int nth) {
            this(nth, Moment.BEFORE);
        }
    }

    /** A program finds no room: an {@link dev.pullback.api.error.OutOfDeviceMemoryException} from compiling. */
    record CompileFindsNoRoom(int nth, Moment moment) implements Fault {
        public CompileFindsNoRoom {
            requirePositive(nth);
        }

        public CompileFindsNoRoom(int nth) {
            this(nth, Moment.BEFORE);
        }
    }

    /** A run ends in a {@link dev.pullback.api.error.DeviceException}. After it, outputs have changed and must not be relied on. */
    record LaunchFails(int nth, Moment moment) implements Fault {
        public LaunchFails {
            requirePositive(nth);
        }

        public LaunchFails(int nth) {
            this(nth, Moment.BEFORE);
        }
    }

    /** A write or a read ends in a {@link dev.pullback.api.error.DeviceException}; both count. */
    record TransferFails(int nth, Moment moment) implements Fault {
        public TransferFails {
            requirePositive(nth);
        }

        public TransferFails(int nth) {
            this(nth, Moment.BEFORE);
        }
    }

    /**
     * From the n-th call of any kind on everything ends in a {@link dev.pullback.api.error.DeviceLostException}. Only closing
     * works, and gives everything back.
     */
    record DeviceLost(int nth, Moment moment) implements Fault {
        public DeviceLost {
            requirePositive(nth);
        }

        public DeviceLost(int nth) {
            this(nth, Moment.BEFORE);
        }
    }

    private static void requirePositive(int nth) {
        if (nth < 1) {
            throw new ConfigurationException("A fault comes at the 1st call or a later one, not at call " + nth);
        }
    }
}
