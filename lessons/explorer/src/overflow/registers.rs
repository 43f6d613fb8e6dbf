//! The registers of interrupted code, by system and processor.

use corosensei::trap::TrapHandlerRegs;

/// Where the stack was.
///
/// # Safety
///
/// `context` must be what the system gave a signal handler.
pub(super) unsafe fn stack_pointer(context: *mut libc::ucontext_t) -> usize {
    // SAFETY: the caller's promise.
    let value = unsafe {
        #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
        {
            (*context).uc_mcontext.gregs[libc::REG_RSP as usize]
        }
        #[cfg(all(target_os = "linux", target_arch = "aarch64"))]
        {
            (*context).uc_mcontext.sp
        }
        #[cfg(all(target_os = "macos", target_arch = "x86_64"))]
        {
            (*(*context).uc_mcontext).__ss.__rsp
        }
        #[cfg(all(target_os = "macos", target_arch = "aarch64"))]
        {
            (*(*context).uc_mcontext).__ss.__sp
        }
    };
    value as usize
}

/// Sets the registers to go on with.
///
/// # Safety
///
/// `context` must be what the system gave a signal handler, and `registers` belong to the code it interrupted.
pub(super) unsafe fn set(context: *mut libc::ucontext_t, registers: &TrapHandlerRegs) {
    // SAFETY: the caller's promise.
    unsafe {
        #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
        {
            let all = &mut (*context).uc_mcontext.gregs;
            for (register, value) in [
                (libc::REG_RIP, registers.rip),
                (libc::REG_RSP, registers.rsp),
                (libc::REG_RBP, registers.rbp),
                (libc::REG_RDI, registers.rdi),
                (libc::REG_RSI, registers.rsi),
            ] {
                all[register as usize] = value.cast_signed();
            }
        }
        #[cfg(all(target_os = "linux", target_arch = "aarch64"))]
        {
            let all = &mut (*context).uc_mcontext;
            all.pc = registers.pc;
            all.sp = registers.sp;
            all.regs[0] = registers.x0;
            all.regs[1] = registers.x1;
            all.regs[29] = registers.x29;
            all.regs[30] = registers.lr;
        }
        #[cfg(all(target_os = "macos", target_arch = "x86_64"))]
        {
            let all = &mut (*(*context).uc_mcontext).__ss;
            all.__rip = registers.rip;
            all.__rsp = registers.rsp;
            all.__rbp = registers.rbp;
            all.__rdi = registers.rdi;
            all.__rsi = registers.rsi;
        }
        #[cfg(all(target_os = "macos", target_arch = "aarch64"))]
        {
            let all = &mut (*(*context).uc_mcontext).__ss;
            all.__pc = registers.pc;
            all.__sp = registers.sp;
            all.__x[0] = registers.x0;
            all.__x[1] = registers.x1;
            all.__fp = registers.x29;
            all.__lr = registers.lr;
        }
    }
}
