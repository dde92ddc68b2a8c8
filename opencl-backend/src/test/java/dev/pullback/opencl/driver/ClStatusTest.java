package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClStatusTest {

    /** The names are JOCL's too, an independent copy of the OpenCL headers; it knows the codes up to OpenCL 2.0. */
    @Test
    void theNamesAreThoseOfTheHeaders() {
        ClDrivers.open(ClDrivers.JOCL);
        for (int code = 0; code >= -70; code--) {
            if (code <= -20 && code >= -29) {
                continue; // no header uses these
            }
            assertEquals(org.jocl.CL.stringFor_errorCode(code), ClStatus.name(code), "code " + code);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 42, -20, -29, -73, -12_345})
    void otherCodesAreSaidToBeUnknown(int code) {
        assertEquals("unknown status", ClStatus.name(code));
        ClException e = new ClException("clFinish", code, "");
        assertTrue(e.getMessage().contains("(" + code + ")"), e.getMessage());
    }

    @Test
    void anExceptionSaysTheCallTheNumbersAndTheAdvice() {
        ClException e = new ClException("clCreateBuffer", ClStatus.INVALID_BUFFER_SIZE, "17 bytes");
        assertEquals("clCreateBuffer failed: CL_INVALID_BUFFER_SIZE (-61): 17 bytes; " + e.hint(), e.getMessage());
        assertTrue(e.hint().contains("smaller batch"), e.hint());
    }
}
