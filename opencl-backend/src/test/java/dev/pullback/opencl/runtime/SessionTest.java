package dev.pullback.opencl.runtime;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.LiveObjects;
import dev.pullback.opencl.driver.TestDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A session on the test device, which must give back everything when it is closed. */
abstract class SessionTest {

    final ClDriver driver = ClDrivers.open(ClDrivers.LWJGL);
    ClSession session;
    private LiveObjects before;

    boolean profiles() {
        return false;
    }

    @BeforeEach
    void open() {
        before = LiveObjects.of(driver);
        session = new ClSession(driver, TestDevice.find(driver), profiles());
    }

    @AfterEach
    void close() {
        session.close();
        session.close();
        before.assertSame(driver);
    }
}
