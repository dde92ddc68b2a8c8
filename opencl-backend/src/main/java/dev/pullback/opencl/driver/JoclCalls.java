package dev.pullback.opencl.driver;

import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jocl.CLException;

/**
 * Makes calls on JOCL and turns what went wrong into a {@link ClException}.
 *
 * <p>Whether JOCL returns a status or throws is a switch of the whole process ({@code CL.setExceptionsEnabled}). It is
 * the application's to set, so both ways are handled here and the switch is left alone.
 */
final class JoclCalls {

    private JoclCalls() {}

    static int status(String call, IntSupplier jocl) {
        try {
            return jocl.getAsInt();
        } catch (CLException e) {
            return e.getStatus();
        } catch (UnsupportedOperationException e) {
            throw missing(call, e);
        }
    }

    static void run(String call, String detail, IntSupplier jocl) {
        int status = status(call, jocl);
        if (status != ClStatus.SUCCESS) {
            throw new ClException(call, status, detail);
        }
    }

    /** A call that makes an object and leaves its status in an array. */
    static <T> T create(String call, String detail, Function<int[], T> jocl) {
        int[] status = new int[1];
        T made = null;
        try {
            made = jocl.apply(status);
        } catch (CLException e) {
            status[0] = e.getStatus();
        } catch (UnsupportedOperationException e) {
            throw missing(call, e);
        }
        if (status[0] != ClStatus.SUCCESS || made == null) {
            throw new ClException(call, status[0], detail);
        }
        return made;
    }

    private static ClException missing(String call, UnsupportedOperationException cause) {
        ClException missing =
                ClException.refused(call, ClStatus.INVALID_OPERATION, "the OpenCL library lacks this call");
        missing.initCause(cause);
        return missing;
    }
}
