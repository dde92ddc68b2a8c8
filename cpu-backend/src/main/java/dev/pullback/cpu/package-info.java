/** Backend {@code cpu}: graphs run as steps on this machine's processor, vectorised and on several threads, all in Java. */
package dev.pullback.cpu;
