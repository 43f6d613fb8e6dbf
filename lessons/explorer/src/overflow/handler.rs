//! The handler of the signals that a touch of a guard page raises.

use std::{
    ffi::{c_int, c_void},
    mem, ptr,
    sync::OnceLock,
};

use super::{HAPPENED, registers, running};
use crate::fiber::Turn;

/// Linux sends the one, macOS the other.
const SIGNALS: [c_int; 2] = [libc::SIGSEGV, libc::SIGBUS];

/// What was to be done before, such as the standard library's own report of an overflow.
static BEFORE: OnceLock<[libc::sigaction; 2]> = OnceLock::new();

/// Installs the handler for the process, once; and a stack for it on this OS thread, if it has none.
pub(super) fn install() {
    BEFORE.get_or_init(|| SIGNALS.map(handle));
    ensure_signal_stack();
}

/// Takes over a signal; gives what was to be done before.
fn handle(signal: c_int) -> libc::sigaction {
    // SAFETY: all zeros is a valid `sigaction`: no flags, no blocked signals, the default action.
    let (mut new, mut before) = unsafe { mem::zeroed::<(libc::sigaction, libc::sigaction)>() };
    new.sa_sigaction = on_fault as extern "C" fn(_, _, _) as usize;
    new.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_NODEFER;
    // SAFETY: both live as long as the call takes, and `on_fault` has the signature that `SA_SIGINFO` asks for.
    let answer = unsafe { libc::sigaction(signal, &raw const new, &raw mut before) };
    assert_eq!(answer, 0, "a handler for a signal that exists");
    before
}

/// The standard library gives every OS thread a stack for signal handlers; this is for those systems and settings
/// where it does not. It stays for as long as the process lives.
fn ensure_signal_stack() {
    const SIZE: usize = 64 * 1024;
    // SAFETY: all zeros is a valid `stack_t`.
    let mut present = unsafe { mem::zeroed::<libc::stack_t>() };
    // SAFETY: asks only; `present` lives as long as the call takes.
    unsafe { libc::sigaltstack(ptr::null(), &raw mut present) };
    if present.ss_flags & libc::SS_DISABLE == 0 {
        return;
    }
    let memory = Box::leak(vec![0_u8; SIZE].into_boxed_slice());
    let new = libc::stack_t {
        ss_sp: memory.as_mut_ptr().cast(),
        ss_flags: 0,
        ss_size: SIZE,
    };
    // SAFETY: the memory is leaked, so it is there for as long as this OS thread may use it.
    unsafe { libc::sigaltstack(&raw const new, ptr::null_mut()) };
}

/// A fault. Only what a signal handler may do: no allocation, no lock.
extern "C" fn on_fault(signal: c_int, info: *mut libc::siginfo_t, context: *mut c_void) {
    // SAFETY: with `SA_SIGINFO` the system passes valid pointers to these types.
    let overflow = unsafe { take_off_stack(info, context.cast()) };
    if !overflow {
        pass_on(signal, info, context);
    }
}

/// Makes the fiber that runs return, if the fault is in its guard page.
///
/// # Safety
///
/// Both must point to what the system gave the handler.
unsafe fn take_off_stack(info: *mut libc::siginfo_t, context: *mut libc::ucontext_t) -> bool {
    let Some((fiber, trap)) = running().and_then(|fiber| Some((fiber, fiber.trap.get()?))) else {
        return false;
    };
    // SAFETY: the caller's promise; for these signals the address is set.
    let address = unsafe { (*info).si_addr() }.addr();
    // SAFETY: `sysconf` has no preconditions, and may be called in a handler.
    let page = usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096);
    let limit = fiber.limit.get();
    // SAFETY: the caller's promise.
    let stack_pointer = unsafe { registers::stack_pointer(context) };
    if !(limit..limit + page).contains(&address) || !trap.stack_ptr_in_bounds(stack_pointer) {
        return false;
    }
    HAPPENED.set(true);
    // SAFETY: the coroutine lives and runs, and its stack pointer is within it. What its code was doing is given
    // up for good: the OS thread runs nothing after this but the end of the execution.
    let registers = unsafe { trap.setup_trap_handler(|| Turn::Overflow) };
    // SAFETY: the caller's promise; these registers are the ones to go on with.
    unsafe { registers::set(context, &registers) };
    true
}

/// Some other fault: does what was to be done before.
fn pass_on(signal: c_int, info: *mut libc::siginfo_t, context: *mut c_void) {
    let before = BEFORE.get().and_then(|before| {
        let index = SIGNALS.iter().position(|known| *known == signal)?;
        before.get(index)
    });
    match before {
        Some(before)
            if before.sa_sigaction != libc::SIG_DFL
                && before.sa_sigaction != libc::SIG_IGN
                && before.sa_flags & libc::SA_SIGINFO != 0 =>
        {
            type Handler = extern "C" fn(c_int, *mut libc::siginfo_t, *mut c_void);
            // SAFETY: with `SA_SIGINFO` this is the address of such a function.
            let handler = unsafe { mem::transmute::<usize, Handler>(before.sa_sigaction) };
            handler(signal, info, context);
        }
        _ => {
            // The fault comes again at once, and ends the process as it would have without us.
            // SAFETY: setting the default action has no preconditions.
            unsafe { libc::signal(signal, libc::SIG_DFL) };
        }
    }
}
