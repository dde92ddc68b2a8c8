package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifetimeTest extends ClDriverContract {

    private OwnedHandle ownedBuffer() {
        return new OwnedHandle(
                driver, HandleKind.BUFFER, driver.createBuffer(cl.context, DriverFixture.BUFFER_FLAGS, 64));
    }

    @Test
    void closingTwiceReleasesOnce() {
        int before = driver.liveCount(HandleKind.BUFFER);
        OwnedHandle buffer = ownedBuffer();
        assertEquals(before + 1, driver.liveCount(HandleKind.BUFFER));
        assertFalse(buffer.isClosed());
        buffer.close();
        buffer.close();
        assertTrue(buffer.isClosed());
        assertEquals(before, driver.liveCount(HandleKind.BUFFER));
    }

    @Test
    void closingFromManyThreadsAtOnceReleasesOnce() throws InterruptedException {
        int before = driver.liveCount(HandleKind.BUFFER);
        for (int round = 0; round < 50; round++) {
            OwnedHandle buffer = ownedBuffer();
            CountDownLatch go = new CountDownLatch(1);
            List<Throwable> failures = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        go.await();
                        buffer.close();
                    } catch (InterruptedException | RuntimeException e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                }));
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), failures);
        }
        assertEquals(before, driver.liveCount(HandleKind.BUFFER));
    }

    @Test
    void aClosedHandleCannotBeUsed() {
        OwnedHandle buffer = ownedBuffer();
        buffer.close();
        assertRefused(ClStatus.INVALID_MEM_OBJECT, buffer::get);
    }

    @Test
    void releasingARawHandleTwiceIsRefusedAndDoesNotCrash() {
        long buffer = driver.createBuffer(cl.context, DriverFixture.BUFFER_FLAGS, 64);
        driver.release(HandleKind.BUFFER, buffer);
        assertRefused(ClStatus.INVALID_MEM_OBJECT, () -> driver.release(HandleKind.BUFFER, buffer));
        long event = driver.enqueueFill(cl.queue, cl.buffer(4), 1, 4, 0, 4, true);
        driver.waitEvent(event);
        driver.releaseEvent(event);
        assertRefused(ClStatus.INVALID_EVENT, () -> driver.releaseEvent(event));
    }

    @Test
    void aHandleOfAnotherKindIsNotReleased() {
        long buffer = cl.buffer(64);
        assertRefused(ClStatus.INVALID_KERNEL, () -> driver.release(HandleKind.KERNEL, buffer));
    }
}
